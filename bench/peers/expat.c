/* The bare event loop of expat over one file: handlers only count. Prints seconds, elements and bytes of text. */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct counts {
	long elements, text;
};

static void on_start(void *to, const XML_Char *name, const XML_Char **attributes)
{
	(void)name;
	(void)attributes;
	((struct counts *)to)->elements++;
}

static void on_end(void *to, const XML_Char *name)
{
	(void)to;
	(void)name;
}

static void on_text(void *to, const XML_Char *text, int length)
{
	(void)text;
	((struct counts *)to)->text += length;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	const int chunk = 256 * 1024;
	struct counts seen = {0, 0};
	FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;
	XML_Parser parser = XML_ParserCreate(NULL);
	int last = 0;
	double start = now();

	if (!in || !parser) {
		fprintf(stderr, "usage: expat FILE\n");
		return 2;
	}
	XML_SetUserData(parser, &seen);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	while (!last) {
		void *buffer = XML_GetBuffer(parser, chunk);
		size_t n = buffer ? fread(buffer, 1, chunk, in) : 0;
		last = n < (size_t)chunk;
		if (!buffer || XML_ParseBuffer(parser, (int)n, last) != XML_STATUS_OK) {
			fprintf(stderr, "line %lu: %s\n", (unsigned long)XML_GetCurrentLineNumber(parser), XML_ErrorString(XML_GetErrorCode(parser)));
			return 1;
		}
	}
	printf("%.6f %ld %ld\n", now() - start, seen.elements, seen.text);
	return 0;
}
