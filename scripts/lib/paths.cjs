'use strict';

/** Where things are. Everything these programs create lies in `.cache/`, `.build/`, `dist/` or `node_modules/`. */
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const CACHE = path.join(ROOT, '.cache');

const N8N_VERSION = '2.41.1';
const NODE_VERSION = '24.21.0';

const N8N_HOME = path.join(CACHE, `n8n-${N8N_VERSION}`);
const NODE_HOME = path.join(CACHE, `node-${NODE_VERSION}`);

module.exports = { ROOT, CACHE, N8N_VERSION, NODE_VERSION, N8N_HOME, NODE_HOME };
