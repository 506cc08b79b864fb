#include <stdlib.h>
#include <string.h>
#include "failure.h"

/// libpng allocates rows and zlib's window, never whole pictures: rows of a million RGBA pixels need 16 MB.
#define MEMORY_LIMIT ((size_t)64 << 20)
#define SIDE_LIMIT 1000000
/// Chunks other than pixels are skipped, not held, so this bounds what is read over, not what is stored.
#define CHUNK_LIMIT ((png_alloc_size_t)64 << 20)

struct cpng_reader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, position;
  size_t allocated;
  size_t row_bytes;
  uint32_t height;
  cpng_failure failure;
};

static void read_bytes(png_structp png, png_bytep out, size_t count) {
  cpng_reader *reader = png_get_io_ptr(png);
  if (count > reader->count - reader->position) png_error(png, "the file ends early");
  memcpy(out, reader->bytes + reader->position, count);
  reader->position += count;
}

/// Counts what was ever allocated; a reader lives for one picture, so nothing needs to be counted back.
static png_voidp allocate(png_structp png, png_alloc_size_t size) {
  cpng_reader *reader = png_get_mem_ptr(png);
  if (size > MEMORY_LIMIT - reader->allocated) {
    reader->failure.status = CPNG_NO_MEMORY;
    return NULL;
  }
  reader->allocated += size;
  return malloc(size);
}

static void release(png_structp png, png_voidp memory) {
  (void)png;
  free(memory);
}

/// Chunks that do not change samples are passed over unread, so that nothing in them can be wrong or costly.
static void skip_remarks(png_structp png) {
  static const png_byte names[] =
      "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sRGB\0tEXt\0tIME\0zTXt";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, sizeof names / 5);
}

/// Palettes become colours, small samples full bytes, a transparent colour a channel.
static void choose_samples(png_structp png, int sample_bits) {
  png_set_expand(png);
  if (sample_bits == 8) {
    png_set_scale_16(png);  // round(v * 255 / 65535)
  } else {
    png_set_expand_16(png);  // v * 257
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    png_set_swap(png);
#endif
  }
}

cpng_status cpng_open(const uint8_t *bytes, size_t count, uint64_t max_pixels, int sample_bits, cpng_reader **out,
                      cpng_info *info, char message[CPNG_MESSAGE_SIZE]) {
  *out = NULL;
  cpng_reader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    cpng_copy_message(message, "out of memory");
    return CPNG_NO_MEMORY;
  }
  reader->bytes = bytes;
  reader->count = count;
  reader->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &reader->failure, cpng_fail, cpng_ignore, reader,
                                         allocate, release);
  if (!reader->png) {
    cpng_copy_message(message, "libpng cannot start");
    free(reader);
    return CPNG_NO_MEMORY;
  }
  if (setjmp(png_jmpbuf(reader->png))) {
    cpng_status status = reader->failure.status;
    cpng_copy_message(message, reader->failure.message);
    cpng_close(reader);
    return status;
  }
  reader->info = png_create_info_struct(reader->png);
  if (!reader->info) png_error(reader->png, "out of memory");
  png_set_read_fn(reader->png, reader, read_bytes);
  png_set_user_limits(reader->png, SIDE_LIMIT, SIDE_LIMIT);
  png_set_chunk_malloc_max(reader->png, CHUNK_LIMIT);
  skip_remarks(reader->png);
  png_read_info(reader->png, reader->info);

  info->width = png_get_image_width(reader->png, reader->info);
  info->height = png_get_image_height(reader->png, reader->info);
  if ((uint64_t)info->width * info->height > max_pixels) {
    reader->failure.status = CPNG_TOO_LARGE;
    png_error(reader->png, "too many pixels");
  }
  choose_samples(reader->png, sample_bits);
  png_set_interlace_handling(reader->png);
  png_read_update_info(reader->png, reader->info);
  info->channels = png_get_channels(reader->png, reader->info);
  reader->row_bytes = png_get_rowbytes(reader->png, reader->info);
  reader->height = info->height;
  *out = reader;
  return CPNG_OK;
}

cpng_status cpng_read(cpng_reader *reader, void *samples, char message[CPNG_MESSAGE_SIZE]) {
  if (setjmp(png_jmpbuf(reader->png))) {
    cpng_copy_message(message, reader->failure.message);
    return reader->failure.status;
  }
  // Of an interlaced picture every pass goes over all rows and fills in its own pixels.
  int passes = png_get_interlace_type(reader->png, reader->info) == PNG_INTERLACE_ADAM7 ? 7 : 1;
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t row = 0; row < reader->height; row++) {
      png_read_row(reader->png, (png_bytep)samples + row * reader->row_bytes, NULL);
    }
  }
  png_read_end(reader->png, NULL);
  return CPNG_OK;
}

void cpng_close(cpng_reader *reader) {
  if (!reader) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}
