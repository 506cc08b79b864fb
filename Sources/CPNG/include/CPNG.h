// libpng behind one thin interface (Debian: libpng-dev): pictures in memory to samples and back.
//
// libpng reports errors by longjmp, which must not cross frames of other languages: every jump ends in this target,
// and what it meant is returned as a status with libpng's own words.
#ifndef AUGMENT_CPNG_H
#define AUGMENT_CPNG_H
#include <stddef.h>
#include <stdint.h>

/// Room for a message with its terminating zero.
#define CPNG_MESSAGE_SIZE 128

typedef enum {
  CPNG_OK = 0,
  /// The bytes are not a PNG that can be read to its end.
  CPNG_DAMAGED = 1,
  /// More pixels than allowed; nothing was allocated for them.
  CPNG_TOO_LARGE = 2,
  CPNG_NO_MEMORY = 3,
} cpng_status;

/// What a picture will be once it is decoded.
typedef struct {
  uint32_t width, height;
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; a palette counts as RGB, a transparent colour as alpha.
  uint32_t channels;
} cpng_info;

/// A picture between `cpng_open` and `cpng_close`; used by one thread at a time.
typedef struct cpng_reader cpng_reader;

/// Reads everything up to the pixels of the PNG in `bytes`, which must outlive the reader.
/// Sides are at most a million, pixels at most `max_pixels`; what libpng allocates stays below 64 MiB.
/// `sample_bits` is 8 or 16.  On any status but CPNG_OK `*reader` is NULL and `message` says why.
cpng_status cpng_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, int sample_bits, cpng_reader **reader,
                      cpng_info *info, char message[CPNG_MESSAGE_SIZE]);

/// Decodes the pixels to `samples`: height x width x channels, each a uint8_t or a native uint16_t.
/// Samples are as stored, scaled to the full range: no gamma, colour profile or background is applied.
cpng_status cpng_read(cpng_reader *reader, void *samples, char message[CPNG_MESSAGE_SIZE]);

/// Frees a reader; NULL is allowed.
void cpng_close(cpng_reader *reader);

/// Encodes height x width x channels samples of `sample_bits` bits; equal samples give equal bytes.
/// On CPNG_OK `*out` holds `*out_count` bytes and is to be freed with `cpng_free`.
cpng_status cpng_encode(const void *samples, uint32_t width, uint32_t height, uint32_t channels, int sample_bits,
                        uint8_t **out, size_t *out_count, char message[CPNG_MESSAGE_SIZE]);
void cpng_free(uint8_t *bytes);
#endif
