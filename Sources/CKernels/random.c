// Counter-based random numbers: block i of a stream depends on (key, stream, i) alone, never on what was drawn before.
#include "CKernels.h"
#include "dispatch.h"

/// Philox4x32-10: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, section 3.3.
INLINE void philox(uint64_t key, uint64_t stream, uint64_t counter, uint32_t out[4]) {
  uint32_t c0 = (uint32_t)counter, c1 = (uint32_t)(counter >> 32), c2 = (uint32_t)stream,
           c3 = (uint32_t)(stream >> 32), k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
    uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    c0 = n0;
    c2 = n2;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

void ck_philox(uint64_t key, uint64_t stream, uint64_t counter, uint32_t out[4]) { philox(key, stream, counter, out); }

KERNEL void ck_uniform(size_t n, uint64_t key, uint64_t stream, uint64_t counter, float *restrict out) {
  size_t blocks = n / 4;
  for (size_t i = 0; i < blocks; i++) {
    uint32_t w[4];
    philox(key, stream, counter + i, w);
    for (int j = 0; j < 4; j++) out[4 * i + j] = ((float)(w[j] >> 9) + 0.5f) * 0x1p-23f;
  }
  if (n % 4) {
    uint32_t w[4];
    philox(key, stream, counter + blocks, w);
    for (size_t j = 4 * blocks; j < n; j++) out[j] = ((float)(w[j - 4 * blocks] >> 9) + 0.5f) * 0x1p-23f;
  }
}

KERNEL void ck_keep_mask(size_t n, uint64_t key, uint64_t stream, uint64_t counter, float keep,
                         uint8_t *restrict out) {
  uint32_t limit = (uint32_t)(keep * 65536.0f);
  for (size_t i = 0; i < n; i += 8) {
    uint32_t w[4];
    philox(key, stream, counter + i / 8, w);
    size_t end = n - i < 8 ? n - i : 8;
    for (size_t j = 0; j < end; j++) out[i + j] = ((w[j / 2] >> (16 * (j % 2))) & 0xFFFFu) < limit;
  }
}
