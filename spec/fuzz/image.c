/*
** image.c - fuzz target: the opener of images, and all look-ups and
** selections on what it accepts; which is then built again, byte by byte.
**
** The input damages an image that the builder made: its first byte says
** which, the others are edits of EDIT bytes, after which size and checksum
** are made right, or nothing past the header would ever be reached; and so are
** the ranks, if the first byte says so.  Where it is 'I' the input is an image
** itself.  So the seeds do not depend on the layout.
*/

#include <stdlib.h>

#include "ask.h"
#include "bases.h"
#include "core/check.h"
#include "rebuild.h"

#define EDIT		8		/* kind, 3 bytes of place, 4 of value */
#define BY_NUMBER	0x20		/* kind: place is array, 2 of number */
#define RANKED		0x80		/* first byte: make ranks right */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);


typedef struct Image {
  unsigned char *at;
  size_t size;
} Image;


static void seal (Image image) {
  uint32_t size = LOW_FIRST32((uint32_t)image.size);
  uint64_t checksum;
  if (image.size < HEADER_SIZE) return;
  memcpy(image.at + COUNTS_AT + 4 * SIZE, &size, sizeof size);
  checksum = registry_checksum(image.at + COUNTS_AT, image.size - COUNTS_AT);
  checksum = LOW_FIRST64(checksum);
  memcpy(image.at + CHECKSUM_AT, &checksum, sizeof checksum);
}


/* Where an edit is aimed at, and how many bytes it changes. */
static size_t aim (const Registry *base, size_t size, const uint8_t *at,
                   size_t *width) {
  const Array *array = &base->arrays[at[1] % N_ARRAYS];
  *width = (size_t)1 << (at[0] & 3) % 3;
  if (!(at[0] & BY_NUMBER) || array->count == 0)
    return ((size_t)at[1] | (size_t)at[2] << 8 | (size_t)at[3] << 16) % size;
  if (array->width < 8) *width = array->width;
  return (size_t)(array->at - base->image)
       + ((size_t)at[2] | (size_t)at[3] << 8) % array->count * array->width;
}


/* Change one number of one, two or four bytes, add to it, or cut. */
static void edit (const Registry *base, Image *image, const uint8_t *at) {
  size_t width, place = aim(base, image->size, at, &width), from;
  uint32_t value = load32(at + 4), was = 0;
  switch (at[0] >> 2 & 7) {
    case 0: case 1: break;			/* set */
    case 2: case 3:				/* add */
      if (place + width > image->size) return;
      memcpy(&was, image->at + place, width);
      value += LOW_FIRST32(was);
      break;
    case 4: case 5:				/* copy from elsewhere */
      from = value % image->size;
      if (from + 8 > image->size || place + 8 > image->size) return;
      memmove(image->at + place, image->at + from, 8);
      return;
    case 6: place &= ~(size_t)3; width = 4; break;
    default: image->size = place + 1; return;	/* cut */
  }
  value = LOW_FIRST32(value);
  if (place + width <= image->size)
    memcpy(image->at + place, &value, width);
}


/* The ranks of the set that begins there, if it does. */
static void mend_ranks (const Registry *base, Image image, int which) {
  const Array *set = &base->arrays[which];
  unsigned char *at = image.at + (set->at - base->image);
  unsigned char *ranks = image.at + (set[RANKS].at - base->image);
  uint32_t i, rank = 0;
  for (i = 0; i < set->count; i++) {
    memcpy(ranks + (size_t)i * set[RANKS].width, &rank, set[RANKS].width);
    rank += count_ones(load64(at + (size_t)i * 8));
  }
}


static void mend_all_ranks (const Registry *base, Image image) {
  int column;
  if (image.size < base->counts[SIZE]) return;
  mend_ranks(base, image, ROW_STARTS);
  mend_ranks(base, image, PORT_STARTS);
  for (column = 0; column < N_COLUMNS; column++)
    mend_ranks(base, image, column_array(column, SET));
}


/* A copy that the sanitizer knows the end of. */
static Image copy_image (const void *at, size_t size) {
  Image image;
  image.at = malloc(size + (size == 0));
  image.size = size;
  expect(image.at != NULL, "memory");
  if (size > 0) memcpy(image.at, at, size);
  return image;
}


static Image damaged (const uint8_t *data, size_t size) {
  const Builder *made = base_of(data[0]);
  Image image = copy_image(made->image.at, made->image.count), cut;
  Registry base;
  size_t i;
  registry_view(&base, made->image.at);
  for (i = 1; i + EDIT <= size; i += EDIT) edit(&base, &image, data + i);
  if (data[0] & RANKED) mend_all_ranks(&base, image);
  cut = copy_image(image.at, image.size);
  free(image.at);
  return cut;
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  Image image;
  Registry reg;
  if (size == 0) return 0;
  image = (data[0] == 'I') ? copy_image(data, size) : damaged(data, size);
  seal(image);
  if (registry_open(&reg, image.at, image.size) == NULL) {
    ask_all(&reg);
    rebuild(&reg);
  }
  else expect(size > EDIT || data[0] == 'I', "an image as built is opened");
  free(image.at);
  return 0;
}
