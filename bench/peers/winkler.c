/* Jaro-Winkler as textbooks write it, over every pair of names with the same first five letters, one core, no filter.
 * Reads one name a line; prints seconds, pairs and pairs at or above the cutoff. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LONGEST 256

static double similarity(const char *a, int n, const char *b, int m)
{
	static char used_a[LONGEST], used_b[LONGEST];
	int reach = (n > m ? n : m) / 2 - 1, common = 0, moved = 0, prefix = 0;
	if (reach < 0)
		reach = 0;
	memset(used_a, 0, n);
	memset(used_b, 0, m);
	for (int i = 0; i < n; i++) {
		int from = i > reach ? i - reach : 0, to = i + reach + 1 < m ? i + reach + 1 : m;
		for (int j = from; j < to; j++)
			if (!used_b[j] && a[i] == b[j]) {
				used_a[i] = used_b[j] = 1;
				common++;
				break;
			}
	}
	if (common == 0)
		return 0;
	for (int i = 0, j = 0; i < n; i++)
		if (used_a[i]) {
			while (!used_b[j])
				j++;
			moved += a[i] != b[j++];
		}
	while (prefix < 4 && prefix < n && prefix < m && a[prefix] == b[prefix])
		prefix++;
	double c = common, jaro = (c / n + c / m + (c - moved / 2) / c) / 3;
	return jaro + 0.1 * prefix * (1 - jaro);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv)
{
	FILE *f = argc > 2 ? fopen(argv[1], "r") : NULL;
	char line[LONGEST], **names = NULL;
	long count = 0, room = 0, pairs = 0, hits = 0;
	if (!f)
		return 1;
	double cutoff = atof(argv[2]);
	while (fgets(line, sizeof line, f)) {
		if (count == room)
			names = realloc(names, (room = room ? 2 * room : 1024) * sizeof *names);
		line[strcspn(line, "\n")] = 0;
		names[count++] = strdup(line);
	}
	qsort(names, count, sizeof *names, by_text);
	int *length = malloc(count * sizeof *length);
	for (long i = 0; i < count; i++)
		length[i] = strlen(names[i]);
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (long i = 0; i < count; i++)
		for (long j = i + 1; j < count && !strncmp(names[i], names[j], 5); j++) {
			pairs++;
			hits += similarity(names[i], length[i], names[j], length[j]) >= cutoff;
		}
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%f %ld %ld\n", to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) / 1e9, pairs, hits);
	return 0;
}
