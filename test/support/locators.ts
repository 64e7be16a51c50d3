/** A resource locator as a workflow file has it. */
export const located = (mode: string, value: string | number) => ({ __rl: true, mode, value });
export const byId = (value: string) => located('id', value);
export const byPath = (value: string) => located('path', value);
