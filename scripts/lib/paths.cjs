'use strict';

/** Where things are. Everything these programs create lies in `.cache/`, `.build/`, `dist/` or `node_modules/`. */
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const CACHE = path.join(ROOT, '.cache');

/** `npm run test:n8n` chooses others: see docs/compatibility.md. */
const { N8N_VERSION = '2.41.1', N8N_NODE_VERSION } = process.env;
const IS_N8N_1 = N8N_VERSION.startsWith('1.');
const NODE_VERSION = '24.21.0';

// Its database driver is built for one Node, and may end another one.
const BUILT_FOR = N8N_NODE_VERSION === undefined ? '' : `-on-node-${N8N_NODE_VERSION}`;
const N8N_HOME = path.join(CACHE, `n8n-${N8N_VERSION}${BUILT_FOR}`);

module.exports = { ROOT, CACHE, N8N_VERSION, IS_N8N_1, N8N_NODE_VERSION, NODE_VERSION, N8N_HOME };
