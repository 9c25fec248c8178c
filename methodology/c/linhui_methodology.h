/* Forest carbon estimates for programs in C, Python, Java ... : libmethodology.so.
 *
 * Text in (CSV, or columns of cells), rows of integers out: a figure is a whole number of
 * 0.0001 t CO2e, never a double. docs/c_abi.md explains it with examples.
 *
 * Version.  A program passes LINHUI_METHODOLOGY_ABI_VERSION, with which it was compiled, to every
 *           call that makes an estimate; the library refuses one that it does not know. Structures
 *           begin with their size, so that later versions can append members. While the library's
 *           file name ends in .so.0, a new version may break an old one; the number says so.
 * Memory.   What linhui_estimate_* hands out belongs to the estimate and lives until it is freed.
 *           Nothing that a caller passes in is kept.
 * Threads.  Every function may be called from any thread at any time. An estimate never changes
 *           once it is made and may be read by many threads; it is freed once, when none reads it.
 * Errors.   No exception crosses this interface. Every function takes NULL for an
 *           estimate and answers it as an empty one. Text is UTF-8 and ends with a zero byte; text
 *           that repeats the input repeats its bytes.
 */
#ifndef LINHUI_METHODOLOGY_H_
#define LINHUI_METHODOLOGY_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(LINHUI_METHODOLOGY_BUILD)
#define LINHUI_METHODOLOGY_API __attribute__((visibility("default")))
#else
#define LINHUI_METHODOLOGY_API
#endif

#define LINHUI_METHODOLOGY_ABI_VERSION 1u

/* Status of a call. */
enum {
  LINHUI_DONE = 0,    /* there is an estimate */
  LINHUI_REFUSED = 1, /* the input has faults: linhui_estimate_finding() tells all of them */
  LINHUI_MISUSED = 2, /* the call itself is wrong: another version, NULL, no such index */
  LINHUI_FAILED = 3   /* the machine failed: no memory */
};

/* Pools. A number never changes its meaning; a later version may add some. */
enum {
  LINHUI_ABOVE_GROUND = 0,
  LINHUI_BELOW_GROUND = 1,
  LINHUI_DEAD_WOOD = 2,
  LINHUI_LITTER = 3,
  LINHUI_SOIL = 4,
  LINHUI_EMISSIONS_CH4 = 5,
  LINHUI_EMISSIONS_N2O = 6,
  LINHUI_EMISSIONS_CO2 = 7,
  LINHUI_TOTAL = 8,
  LINHUI_LIVING_BIOMASS = 9 /* above and below ground, where a method does not tell them apart */
};

/* A choice that a method leaves to the project, as `--set name=value` of `linhui estimate`. Both
 * are text and must be there; a name or value that the method does not have is a finding. */
typedef struct linhui_setting {
  const char* name;
  const char* value;
} linhui_setting;

/* What is asked for. Zero or NULL where nothing is stated; the first and the last year must be
 * given. */
typedef struct linhui_options {
  size_t struct_size;             /* sizeof(linhui_options) */
  int32_t from_year;              /* inclusive */
  int32_t to_year;                /* inclusive */
  int32_t strict;                 /* not 0: a species without parameters of its own is refused */
  const char* gwp;                /* warming potentials: "AR4", "AR5", "AR6"; NULL: AR5 */
  int64_t baseline;               /* over the whole period, 0.0001 t CO2e */
  int64_t leakage;                /* likewise */
  const linhui_setting* settings; /* may be NULL where setting_count is 0 */
  size_t setting_count;
} linhui_options;

/* One row: a stand, a calendar year and a pool; `total` closes each stand and year. */
typedef struct linhui_row {
  uint64_t stand; /* position of the stand in the input, from 0 */
  int64_t stock;  /* at the year's end, 0.0001 t CO2e; 0 where it is not known */
  int64_t change; /* since the year before, a removal positive; 0 where it is not known */
  int32_t year;
  int32_t pool;       /* LINHUI_ABOVE_GROUND ... */
  int32_t has_stock;  /* 1 where the stock is known, else 0 */
  int32_t has_change; /* likewise; the first year has none */
} linhui_row;

/* Over the whole period and all stands, in 0.0001 t CO2e.
 * net = change - baseline - leakage - project_emissions - deduction */
typedef struct linhui_summary {
  size_t struct_size; /* sizeof(linhui_summary), set by the caller */
  int64_t change;
  int64_t baseline;
  int64_t leakage;
  int64_t project_emissions;
  int64_t deduction;
  int64_t net;
  const char* uncertainty_half_width_percent; /* decimal; NULL: not assessed */
} linhui_summary;

/* A fault or a note: docs/methodology.md lists the codes. Any text but `code` may be empty. */
typedef struct linhui_finding {
  size_t struct_size; /* sizeof(linhui_finding), set by the caller */
  const char* code;   /* stable */
  const char* stand_id;
  const char* field;
  const char* value;
  const char* english; /* one sentence */
  const char* chinese;
} linhui_finding;

/* A parameter table that the figures rest on. */
typedef struct linhui_table {
  size_t struct_size; /* sizeof(linhui_table), set by the caller */
  const char* name;   /* file name */
  const char* sha256; /* of its bytes, hex */
  uint64_t seen;      /* values looked up, by how far each can be trusted */
  uint64_t recalled;
  uint64_t project;
} linhui_table;

/* What a call made of its input: rows and a summary, or the faults for which there are none. */
typedef struct linhui_estimate linhui_estimate;

/* The version of the library that was loaded. */
LINHUI_METHODOLOGY_API uint32_t linhui_methodology_abi_version(void);

/* What a status means, as one sentence. `chinese` 0: English. Never NULL. */
LINHUI_METHODOLOGY_API const char* linhui_status_text(int32_t status, int32_t chinese);

/* Methods that the library carries. NULL for an index out of range. */
LINHUI_METHODOLOGY_API size_t linhui_method_count(void);
LINHUI_METHODOLOGY_API const char* linhui_method_id(size_t index);

/* "above_ground" ...; NULL for a number that is no pool. */
LINHUI_METHODOLOGY_API const char* linhui_pool_name(int32_t pool);

/* Estimates the stands of a CSV text (RFC 4180, UTF-8, `csv_size` bytes). The header names the
 * columns of docs/c_abi.md; any other name is refused.
 *
 * `*result` is set in every case: to an estimate that must be freed where the answer is LINHUI_DONE
 * or LINHUI_REFUSED, else to NULL. A refused estimate has findings and no rows. */
LINHUI_METHODOLOGY_API int32_t linhui_estimate_csv(uint32_t abi_version, const char* method,
                                                   const linhui_options* options, const char* csv,
                                                   size_t csv_size, linhui_estimate** result);

/* The same for columns of cells: `columns[c][r]` is the text of row r under `names[c]`; a NULL cell
 * is an empty one. Numbers are decimal text, so that nothing is lost on the way. */
LINHUI_METHODOLOGY_API int32_t linhui_estimate_columns(uint32_t abi_version, const char* method,
                                                       const linhui_options* options,
                                                       const char* const* names,
                                                       size_t column_count,
                                                       const char* const* const* columns,
                                                       size_t row_count, linhui_estimate** result);

/* NULL is freed too, to no effect. */
LINHUI_METHODOLOGY_API void linhui_estimate_free(linhui_estimate* estimate);

/* Rows in order of stand, then year, then pool. NULL where there are none. */
LINHUI_METHODOLOGY_API size_t linhui_estimate_row_count(const linhui_estimate* estimate);
LINHUI_METHODOLOGY_API const linhui_row* linhui_estimate_rows(const linhui_estimate* estimate);

/* Stands of the input. NULL for an index out of range. */
LINHUI_METHODOLOGY_API size_t linhui_estimate_stand_count(const linhui_estimate* estimate);
LINHUI_METHODOLOGY_API const char* linhui_estimate_stand_id(const linhui_estimate* estimate,
                                                            size_t index);

/* Version of the method as its publisher writes it, and the digest of the tables; "" where nothing
 * was estimated. */
LINHUI_METHODOLOGY_API const char* linhui_estimate_method_version(const linhui_estimate* estimate);
LINHUI_METHODOLOGY_API const char* linhui_estimate_parameter_set_sha256(
    const linhui_estimate* estimate);

/* LINHUI_DONE, or LINHUI_MISUSED: NULL, a structure of unknown size, an index out of range, or a
 * summary of what was refused. */
LINHUI_METHODOLOGY_API int32_t linhui_estimate_summary(const linhui_estimate* estimate,
                                                       linhui_summary* summary);

/* Faults where the input was refused, notes where it was not, in the order in which they were
 * found. LINHUI_MISUSED: NULL, an index out of range, a structure of unknown size. */
LINHUI_METHODOLOGY_API size_t linhui_estimate_finding_count(const linhui_estimate* estimate);
LINHUI_METHODOLOGY_API int32_t linhui_estimate_finding(const linhui_estimate* estimate,
                                                       size_t index, linhui_finding* finding);

/* Tables that the figures rest on; none where the input was refused. Answers as
 * linhui_estimate_finding(). */
LINHUI_METHODOLOGY_API size_t linhui_estimate_table_count(const linhui_estimate* estimate);
LINHUI_METHODOLOGY_API int32_t linhui_estimate_table(const linhui_estimate* estimate, size_t index,
                                                     linhui_table* table);

#ifdef __cplusplus
}
#endif

#endif /* LINHUI_METHODOLOGY_H_ */
