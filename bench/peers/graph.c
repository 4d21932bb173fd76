/* Yardsticks for the citation kernels: plain C on two threads, each near what the machine allows. Reads the binary of bench (n, m as 64 bits,
   sources, targets and years as 32) and the text list of arcs; ids follow time, arcs lead to lower ids. Prints "name seconds" a line.
   usage: graph BINARY TEXT */
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef uint32_t u32;
typedef uint64_t u64;

static int64_t n, m;
static u32 *source, *target, *out, *in;
static int32_t *year;
static u64 *out_at, *in_at;
static double begun;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

static void tell(const char *name) { printf("%s %.4f\n", name, now() - begun); }

static void read_binary(const char *path)
{
	FILE *f = fopen(path, "rb");
	int64_t head[2];
	if (!f || fread(head, 8, 2, f) != 2)
		exit(1);
	n = head[0], m = head[1];
	source = malloc(m * 4), target = malloc(m * 4), year = malloc(n * 4);
	if (fread(source, 4, m, f) != (size_t)m || fread(target, 4, m, f) != (size_t)m || fread(year, 4, n, f) != (size_t)n)
		exit(1);
	fclose(f);
}

static void parse(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat s;
	if (fd < 0 || fstat(fd, &s))
		exit(1);
	begun = now();
	char *p = mmap(0, s.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
#pragma omp parallel num_threads(2)
	{
		int t = omp_get_thread_num();
		size_t a = s.st_size / 2 * t, b = t ? s.st_size : s.st_size / 2;
		if (a)
			while (p[a - 1] != '\n')
				a++;
		if (b < (size_t)s.st_size)
			while (p[b - 1] != '\n')
				b++;
		u32 *o = malloc(b - a + 4), *start = o;
		for (const char *q = p + a, *end = p + b; q < end;) {
			u32 x = 0;
			for (unsigned c; (c = (unsigned char)*q++ - '0') < 10;)
				x = x * 10 + c;
			*o++ = x;
		}
		if (*start == 1u << 31)
			puts("");
		free(start);
	}
	tell("parse");
	munmap(p, s.st_size);
	close(fd);
}

static void rows(const u32 *a, const u32 *b, u64 **at, u32 **list)
{
	u64 *o = calloc(n + 2, 8);
	for (int64_t i = 0; i < m; i++)
		o[a[i] + 2]++;
	for (int64_t i = 0; i < n; i++)
		o[i + 2] += o[i + 1];
	u32 *x = malloc(m * 4);
	for (int64_t i = 0; i < m; i++)
		x[o[a[i] + 1]++] = b[i];
	*at = o, *list = x;
}

static void build(void)
{
	begun = now();
#pragma omp parallel sections num_threads(2)
	{
#pragma omp section
		rows(source, target, &out_at, &out);
#pragma omp section
		rows(target, source, &in_at, &in);
	}
	tell("build");
}

/* one sweep from the newest to the oldest is exact */
static void pagerank(void)
{
	double *share = malloc(n * 8), *rank = malloc(n * 8), sum = 0;
	begun = now();
	for (int64_t v = n - 1; v >= 0; v--) {
		double s = 0;
		for (u64 e = in_at[v]; e < in_at[v + 1]; e++)
			s += share[in[e]];
		u64 d = out_at[v + 1] - out_at[v];
		rank[v] = 1 + 0.85 * s;
		share[v] = d ? rank[v] / d : 0;
		sum += rank[v];
	}
	for (int64_t v = 0; v < n; v++)
		rank[v] /= sum;
	tell("pagerank");
	free(share), free(rank);
}

static void link_nodes(u32 *p, u32 v, u32 w)
{
	u32 a = p[v], b = p[w];
	while (a != b) {
		u32 high = a > b ? a : b, low = a ^ b ^ high, up = p[high];
		if (up == low || (up == high && __sync_bool_compare_and_swap(&p[high], high, low)))
			break;
		a = p[p[high]], b = p[low];
	}
}

static void flatten(u32 *p)
{
#pragma omp parallel for num_threads(2) schedule(dynamic, 16384)
	for (int64_t i = 0; i < n; i++)
		while (p[i] != p[p[i]])
			p[i] = p[p[i]];
}

/* Afforest */
static void wcc(void)
{
	u32 *p = malloc(n * 4);
	begun = now();
#pragma omp parallel for num_threads(2)
	for (int64_t i = 0; i < n; i++)
		p[i] = i;
	for (int r = 0; r < 2; r++) {
#pragma omp parallel for num_threads(2) schedule(dynamic, 16384)
		for (int64_t i = 0; i < n; i++)
			if (out_at[i] + r < out_at[i + 1])
				link_nodes(p, i, out[out_at[i] + r]);
		flatten(p);
	}
	u32 best = 0, most = 0;
	for (int k = 0; k < 64; k++) {
		u32 c = p[(u64)k * n / 64], count = 0;
		for (int j = 0; j < 64; j++)
			count += p[(u64)j * n / 64] == c;
		if (count > most)
			most = count, best = c;
	}
#pragma omp parallel for num_threads(2) schedule(dynamic, 16384)
	for (int64_t i = 0; i < n; i++)
		if (p[i] != best) {
			for (u64 e = out_at[i] + 2; e < out_at[i + 1]; e++)
				link_nodes(p, i, out[e]);
			for (u64 e = in_at[i]; e < in_at[i + 1]; e++)
				link_nodes(p, i, in[e]);
		}
	flatten(p);
	tell("wcc");
	free(p);
}

static u32 *degree, *position, *vertex, *first_of;

static void lower(u32 w, u32 v)
{
	if (degree[w] <= degree[v])
		return;
	u32 d = degree[w], pw = position[w], ps = first_of[d], x = vertex[ps];
	if (x != w)
		position[w] = ps, vertex[pw] = x, position[x] = pw, vertex[ps] = w;
	first_of[d]++, degree[w]--;
}

/* Batagelj and Zaversnik, one thread */
static void kcore(void)
{
	degree = malloc(n * 4), position = malloc(n * 4), vertex = malloc(n * 4);
	begun = now();
	u32 most = 0;
	for (int64_t i = 0; i < n; i++) {
		degree[i] = out_at[i + 1] - out_at[i] + in_at[i + 1] - in_at[i];
		if (degree[i] > most)
			most = degree[i];
	}
	first_of = calloc(most + 2, 4);
	for (int64_t i = 0; i < n; i++)
		first_of[degree[i] + 1]++;
	for (u32 d = 1; d <= most + 1; d++)
		first_of[d] += first_of[d - 1];
	u32 *next = malloc((most + 2) * 4);
	memcpy(next, first_of, (most + 2) * 4);
	for (int64_t i = 0; i < n; i++)
		position[i] = next[degree[i]]++, vertex[position[i]] = i;
	for (int64_t i = 0; i < n; i++) {
		u32 v = vertex[i];
		for (u64 e = out_at[v]; e < out_at[v + 1]; e++)
			lower(out[e], v);
		for (u64 e = in_at[v]; e < in_at[v + 1]; e++)
			lower(in[e], v);
	}
	tell("kcore");
	free(degree), free(position), free(vertex), free(first_of), free(next);
}

/* SPC alone, in plain doubles, and one heaviest path */
static void paths(void)
{
	double *before = malloc(n * 8), *after = malloc(n * 8), *weight = malloc(m * 8), *best = malloc(n * 8), top = 0;
	begun = now();
#pragma omp parallel sections num_threads(2)
	{
#pragma omp section
		for (int64_t v = 0; v < n; v++) {
			double s = out_at[v] == out_at[v + 1];
			for (u64 e = out_at[v]; e < out_at[v + 1]; e++)
				s += before[out[e]];
			before[v] = s;
		}
#pragma omp section
		for (int64_t v = n - 1; v >= 0; v--) {
			double s = in_at[v] == in_at[v + 1];
			for (u64 e = in_at[v]; e < in_at[v + 1]; e++)
				s += after[in[e]];
			after[v] = s;
		}
	}
#pragma omp parallel for num_threads(2) schedule(dynamic, 16384)
	for (int64_t v = 0; v < n; v++)
		for (u64 e = out_at[v]; e < out_at[v + 1]; e++)
			weight[e] = after[v] * before[out[e]];
	for (int64_t v = 0; v < n; v++) {
		double b = 0;
		for (u64 e = out_at[v]; e < out_at[v + 1]; e++)
			if (weight[e] + best[out[e]] > b)
				b = weight[e] + best[out[e]];
		best[v] = b;
		if (b > top)
			top = b;
	}
	tell("paths");
	fprintf(stderr, "heaviest path %g\n", top);
	free(before), free(after), free(weight), free(best);
}

static void cdindex(int window)
{
	float *cd = malloc(n * 4);
	begun = now();
#pragma omp parallel num_threads(2)
	{
		u32 *mark = calloc(n, 4);
#pragma omp for schedule(dynamic, 4096)
		for (int64_t i = 0; i < n; i++) {
			int last = year[i] + window, f = 0, b = 0, r = 0;
			u32 tag = (u32)i + 1;
			for (u64 e = in_at[i]; e < in_at[i + 1]; e++)
				if (year[in[e]] > year[i] && year[in[e]] <= last)
					mark[in[e]] = tag, f++;
			for (u64 e = out_at[i]; e < out_at[i + 1]; e++) {
				u64 low = in_at[out[e]], end = in_at[out[e] + 1], high = end;
				while (low < high) {
					u64 middle = (low + high) / 2;
					if (year[in[middle]] <= year[i])
						low = middle + 1;
					else
						high = middle;
				}
				for (; low < end && year[in[low]] <= last; low++) {
					u32 x = in[low], t = mark[x];
					if (t == tag)
						mark[x] = tag | 1u << 31, b++;
					else if ((t & ~(1u << 31)) != tag)
						mark[x] = tag | 1u << 31, r++;
				}
			}
			cd[i] = f + r ? (float)(f - 2 * b) / (f + r) : NAN;
		}
		free(mark);
	}
	tell("cdindex");
	free(cd);
}

int main(int count, char **words)
{
	if (count < 3)
		return 2;
	parse(words[2]);
	read_binary(words[1]);
	build();
	pagerank();
	wcc();
	kcore();
	paths();
	cdindex(5);
	return 0;
}
