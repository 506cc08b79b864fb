// The only place where oneDNN is called.  sgemm has the same form in versions 2 and 3.
#define _GNU_SOURCE
#include "COneDNN.h"
#include <dlfcn.h>
#include <dnnl.h>
#include <stdio.h>

/// oneDNN built on OpenMP would start a team inside every product; parallelism here is between products, so each
/// thread that calls says once that its teams have one member.  Builds on other runtimes lack the symbol.
static void single_threaded(void) {
  static _Thread_local bool done = false;
  if (done) return;
  done = true;
  void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set) set(1);
}

int augment_sgemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
                  int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc) {
  single_threaded();
  return (int)dnnl_sgemm(transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

const char *augment_onednn_version(void) {
  static char text[32];
  const dnnl_version_t *version = dnnl_version();
  snprintf(text, sizeof text, "%d.%d.%d", version->major, version->minor, version->patch);
  return text;
}
