#include <stdlib.h>
#include <string.h>
#include "failure.h"

/// Bytes that grow as they are written.
typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} growing;

static void write_bytes(png_structp png, png_bytep in, size_t count) {
  growing *out = png_get_io_ptr(png);
  if (count > out->capacity - out->count) {
    size_t capacity = out->capacity * 2 + count;
    uint8_t *bytes = realloc(out->bytes, capacity);
    if (!bytes) {
      ((cpng_failure *)png_get_error_ptr(png))->status = CPNG_NO_MEMORY;
      png_error(png, "out of memory");
    }
    out->bytes = bytes;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->count, in, count);
  out->count += count;
}

static void flush_bytes(png_structp png) { (void)png; }

static int color_type(uint32_t channels) {
  switch (channels) {
    case 1: return PNG_COLOR_TYPE_GRAY;
    case 2: return PNG_COLOR_TYPE_GRAY_ALPHA;
    case 3: return PNG_COLOR_TYPE_RGB;
    default: return PNG_COLOR_TYPE_RGB_ALPHA;
  }
}

/// Everything that decides the bytes stands here; nothing depends on the time or the machine.
static void write_all(png_structp png, png_infop info, const void *samples, uint32_t width, uint32_t height,
                      uint32_t channels, int sample_bits) {
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_IHDR(png, info, width, height, sample_bits, color_type(channels), PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
  png_set_compression_level(png, 6);
  png_set_compression_mem_level(png, 8);
  png_set_compression_strategy(png, 1);  // Z_FILTERED
  png_write_info(png, info);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (sample_bits == 16) png_set_swap(png);
#endif
  size_t row_bytes = (size_t)width * channels * (size_t)(sample_bits / 8);
  for (uint32_t row = 0; row < height; row++) png_write_row(png, (png_const_bytep)samples + row * row_bytes);
  png_write_end(png, NULL);
}

cpng_status cpng_encode(const void *samples, uint32_t width, uint32_t height, uint32_t channels, int sample_bits,
                        uint8_t **out, size_t *out_count, char message[CPNG_MESSAGE_SIZE]) {
  *out = NULL;
  *out_count = 0;
  cpng_failure failure = {.status = CPNG_OK};
  growing target = {0};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &failure, cpng_fail, cpng_ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    png_destroy_write_struct(&png, NULL);
    cpng_copy_message(message, "libpng cannot start");
    return CPNG_NO_MEMORY;
  }
  // `png`, `info` and the address of `target` are not changed after setjmp, so they are whole after a jump.
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    free(target.bytes);
    cpng_copy_message(message, failure.message);
    return failure.status;
  }
  png_set_write_fn(png, &target, write_bytes, flush_bytes);
  write_all(png, info, samples, width, height, channels, sample_bits);
  png_destroy_write_struct(&png, &info);
  *out = target.bytes;
  *out_count = target.count;
  return CPNG_OK;
}

void cpng_free(uint8_t *bytes) { free(bytes); }
