/** What a preview and an answer say of a change that undo_change can take back. */
export const UNDOABLE = "Can be taken back with undo_change.";
