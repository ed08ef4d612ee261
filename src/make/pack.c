/*
** pack.c - a program of the build: data/ in, the bundled image out as C.
**
**   pack RECORDS.csv CONTACTS.csv REGISTRY.csv OUTPUT.c
**
** Prints nothing if all goes well.  A file that the image cannot hold in full
** is refused with "FILE:LINE: COLUMN: what is wrong" and exit status 1.  Then
** OUTPUT stays as it was: it is written to a temporary, which is renamed.
*/

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/check.h"
#include "make/tables.h"


/* Returns 0, for failure. */
static int complain (const char *path, const char *what) {
  fprintf(stderr, "%s: %s\n", path, what);
  return 0;
}


/* On failure, `*in_csv` is 1 if the reader knows why; else it was reported. */
static int read_file (const char *path, CsvRows *rows, int *in_csv) {
  char buffer[65536];
  size_t n;
  int ok = 1;
  FILE *file = fopen(path, "rb");
  *in_csv = 0;
  if (file == NULL) return complain(path, strerror(errno));
  while (ok && (n = fread(buffer, 1, sizeof buffer, file)) > 0)
    ok = csvrows_feed(rows, buffer, n);
  if (ok && ferror(file)) {
    fclose(file);
    return complain(path, strerror(errno));
  }
  fclose(file);
  *in_csv = 1;
  return ok && csvrows_finish(rows);
}


static int read_table (const char *path, Builder *b, int table) {
  CsvRows *rows = table_reader(table, b);
  int ok, in_csv;
  if (rows == NULL) return complain(path, "not enough memory");
  ok = read_file(path, rows, &in_csv);
  if (!ok && in_csv) {
    char message[TABLE_ERROR_SIZE];
    table_error(table, b, rows, message);
    fprintf(stderr, "%s:%s\n", path, message);
  }
  csvrows_free(rows);
  return ok;
}


/*
** The compiler of OUTPUT reverses the bytes of the words, if its machine needs
** that.
*/
static int write_image (FILE *file, const Builder *b) {
  const unsigned char *image = b->image.at;
  uint32_t i, n = b->image.count / 8;
  fprintf(file, "/* Made by pack from data/: change that instead. */\n"
                "#include \"core/texts.h\"\n"
                "#define W(word) LOW_FIRST64(word)\n"
                "extern const uint64_t ianaports_image[%lu];\n"
                "const uint64_t ianaports_image[%lu] = {\n",
          (unsigned long)n, (unsigned long)n);
  for (i = 0; i < n; i++) {
    uint64_t word = load64(image + (size_t)i * 8);
    fprintf(file, "W(0x%08lX%08lXu),%c", (unsigned long)(word >> 32),
            (unsigned long)(word & 0xFFFFFFFFu), (i % 4 == 3) ? '\n' : ' ');
  }
  fprintf(file, "};\n");
  return fflush(file) == 0 && !ferror(file);
}


static int write_output (const char *path, const Builder *b) {
  size_t size = strlen(path) + sizeof ".tmp";
  char *temporary = malloc(size);
  FILE *file;
  int ok = 0;
  if (temporary == NULL) return complain(path, "not enough memory");
  snprintf(temporary, size, "%s.tmp", path);
  file = fopen(temporary, "wb");
  if (file != NULL) {
    ok = write_image(file, b);
    ok = fclose(file) == 0 && ok && rename(temporary, path) == 0;
  }
  if (!ok) {
    complain(path, strerror(errno));
    if (file != NULL) remove(temporary);
  }
  free(temporary);
  return ok;
}


static int check_image (const Builder *b) {
  Registry reg;
  const char *error = registry_open(&reg, b->image.at, b->image.count);
  return (error == NULL) ? 1 : complain("the packed image", error);
}


static int pack (char **paths) {
  Builder b;
  int table, ok = builder_init(&b);
  for (table = RECORDS_TABLE; ok && table < N_TABLES; table++)
    ok = read_table(paths[table], &b, table);
  if (ok) {
    ok = builder_finish(&b);
    if (!ok) complain(paths[0], b.message);
  }
  ok = ok && check_image(&b) && write_output(paths[N_TABLES], &b);
  builder_free(&b);
  return ok;
}


int main (int argc, char **argv) {
  if (argc != 5 || argv[1][0] == '-') {
    fprintf(stderr, "usage: pack RECORDS.csv CONTACTS.csv REGISTRY.csv"
                    " OUTPUT.c\n");
    return 2;
  }
  return pack(argv + 1) ? EXIT_SUCCESS : EXIT_FAILURE;
}
