/** Characters in one field; a longer one rejects its row. */
export const FIELD_LENGTH_MAX = 64 * 1024;
/** Characters in one row of text; a longer one is rejected without being held. */
export const ROW_LENGTH_MAX = 1024 * 1024;
/** Characters of an id (account, key, card token). */
export const ID_LENGTH_MAX = 256;
/** Characters of any other identifier value. */
export const VALUE_LENGTH_MAX = 1024;
/** Rejects kept in the summary; all of them are in the reject file. */
export const REJECTS_IN_SUMMARY = 100;
/** A gzip that unpacks to more than this many times its size, past the allowance, is a bomb. */
export const GZIP_RATIO_MAX = 200;
export const GZIP_ALLOWANCE_BYTES = 256 * 1024 * 1024;
/** A gzipped Parquet file is unpacked in memory, as it is read from its end. */
export const GZIPPED_PARQUET_BYTES_MAX = 256 * 1024 * 1024;
/** A row group is decoded as a whole. */
export const ROW_GROUP_ROWS_MAX = 4_000_000;
export const ROW_GROUP_BYTES_MAX = 1024 * 1024 * 1024;
/** Rows a reader hands over at a time. */
export const ROWS_PER_BATCH = 8_192;
