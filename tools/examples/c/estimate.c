/* Estimates the stands of a CSV file and prints the rows as `linhui estimate` does.
 *
 *   cc estimate.c $(pkg-config --cflags --libs linhui-methodology) -o estimate
 *   ./estimate stands.csv AR-CM-001-V01 2020 2025
 */
#include <inttypes.h>
#include <linhui_methodology.h>
#include <stdio.h>
#include <stdlib.h>

/* The whole file, which the caller frees; NULL where it cannot be read. */
static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) return NULL;
  char* bytes = NULL;
  size_t room = 0;
  *size = 0;
  do {
    room += 65536;
    char* more = realloc(bytes, room);
    if (more == NULL) break;
    bytes = more;
    *size += fread(bytes + *size, 1, room - *size, file);
  } while (*size == room);
  const int failed = ferror(file) || *size == room;
  fclose(file);
  if (!failed) return bytes;
  free(bytes);
  return NULL;
}

/* 0.0001 t as decimal tonnes; nothing where the figure is not known. */
static void print_figure(int known, int64_t count) {
  if (!known) return;
  const uint64_t size = count < 0 ? 0 - (uint64_t)count : (uint64_t)count;
  printf("%s%" PRIu64 ".%04" PRIu64, count < 0 ? "-" : "", size / 10000, size % 10000);
}

static void print_rows(const linhui_estimate* estimate) {
  const linhui_row* rows = linhui_estimate_rows(estimate);
  printf("stand_id,year,pool,stock_tCO2e,change_tCO2e\n");
  for (size_t i = 0; i < linhui_estimate_row_count(estimate); ++i) {
    printf("%s,%" PRId32 ",%s,", linhui_estimate_stand_id(estimate, rows[i].stand), rows[i].year,
           linhui_pool_name(rows[i].pool));
    print_figure(rows[i].has_stock, rows[i].stock);
    printf(",");
    print_figure(rows[i].has_change, rows[i].change);
    printf("\n");
  }
}

static void print_findings(const linhui_estimate* estimate) {
  for (size_t i = 0; i < linhui_estimate_finding_count(estimate); ++i) {
    linhui_finding finding = {.struct_size = sizeof finding};
    if (linhui_estimate_finding(estimate, i, &finding) != LINHUI_DONE) continue;
    fprintf(stderr, "%s %s: %s %s\n", finding.code, finding.stand_id, finding.english,
            finding.chinese);
  }
}

int main(int argc, char** argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: %s STANDS.csv METHOD FROM TO\n", argv[0]);
    return 2;
  }
  size_t size = 0;
  char* csv = read_file(argv[1], &size);
  if (csv == NULL) {
    perror(argv[1]);
    return 3;
  }
  linhui_options options = {.struct_size = sizeof options};
  options.from_year = (int32_t)strtol(argv[3], NULL, 10);
  options.to_year = (int32_t)strtol(argv[4], NULL, 10);
  linhui_estimate* estimate = NULL;
  const int32_t status = linhui_estimate_csv(LINHUI_METHODOLOGY_ABI_VERSION, argv[2], &options, csv,
                                             size, &estimate);
  free(csv); /* nothing of it is kept */
  if (status == LINHUI_DONE) {
    print_rows(estimate);
  } else {
    fprintf(stderr, "%s\n", linhui_status_text(status, 0));
  }
  print_findings(estimate);
  linhui_estimate_free(estimate);
  return status;
}
