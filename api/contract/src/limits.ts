/** Lengths and sizes that forms and schemas share. Plain values: the phone ships them too. */
export const limits = {
  caseTextMin: 2,
  caseTextMax: 1000,
  noteMax: 500,
  reasonMin: 2,
  reasonMax: 500,
  outcomeMin: 2,
  outcomeMax: 1000,
  placeMax: 60,
  nameMax: 30,
  areaNameMax: 40,
  usernameMin: 3,
  usernameMax: 32,
  passwordMin: 10,
  passwordMax: 128,
  searchMax: 50,
  photosMax: 9,
  photoBytesMax: 10 * 1024 * 1024,
  voiceBytesMax: 2 * 1024 * 1024,
  voiceSecondsMax: 60,
  rollCsvBytesMax: 512 * 1024 * 1024,
  rollXlsxBytesMax: 20 * 1024 * 1024,
  pageSize: 20,
  pageSizeMax: 100,
  ratingWordsMax: 300,
  jsonBytesMax: 256 * 1024,
} as const;

export const phonePattern = /^1[3-9]\d{9}$/;
export const identityPattern = /^\d{17}[\dX]$/;
export const usernamePattern = /^[a-z][a-z0-9._-]{2,31}$/;
