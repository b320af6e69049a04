/**
 * How long a broker may take to tell what it alone knows, in ms, where others have answered: what
 * people look at is shown without what a broker that hangs would add, and says so.
 */
export const PATIENCE = 2_000;
