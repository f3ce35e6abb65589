/** Something a person can do: listed in the command palette, reachable by its shortcut. */
export type Action = {
  /** `topic.verb`; stable, because a remapped shortcut is remembered under it. */
  readonly id: string;
  /** What the palette and the list of shortcuts call it. */
  readonly name: string;
  /** Heading in the palette and in the list of shortcuts. */
  readonly group: string;
  /** `mod+k`, `j`, `Enter`, `g c` (one after the other); `mod` is Cmd on a Mac, Ctrl elsewhere. */
  readonly shortcut?: string;
  readonly run: () => void;
  /** Listed but not to be run now. */
  readonly disabled?: boolean;
  /** Runs even while the focus is in a field. Chords with `mod` other than undo do so anyway. */
  readonly whileTyping?: boolean;
  /** Reachable by shortcut only; kept out of the palette (moving to the next row, say). */
  readonly unlisted?: boolean;
  /** More words to find it by. */
  readonly keywords?: string;
};
