/**
 * n8n's editor shows seven entries at once and asks for more when the user scrolls to the end. A list that is too
 * short to be scrolled is all the user ever sees of it, whether there is more or not.
 */
export const ENTRIES_TO_SCROLL = 10;

/**
 * DingTalk cannot filter, so its pages are looked through; after this many calls the user scrolls or types on.
 *
 * Without a filter, the editor asks for more by itself while the list is short. In a space with thousands of files and
 * hardly a folder that would take hundreds of calls, of the 5,000 a month that the free edition has: so this is also
 * all that is looked through as long as there is nothing to scroll.
 */
export const MAX_CALLS_PER_SEARCH = 20;
