/** How our own file names itself, and the version this program writes; it reads that and older. */
export const formatName = 'lectern-questions';
export const formatVersion = 1;
