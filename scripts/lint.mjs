/** `npm run lint`: n8n's own lint rules, and the formatting. */
import { lint } from './lib/hygiene/lint.cjs';

process.exitCode = (await lint()) ? 0 : 1;
