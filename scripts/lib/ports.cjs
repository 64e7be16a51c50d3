'use strict';

const net = require('node:net');
const { once } = require('node:events');

/**
 * A free port on loopback.
 *
 * @param {number} [wanted] taken if it is free
 * @returns {Promise<number>}
 */
async function freePort(wanted = 0) {
	const server = net.createServer();
	try {
		await once(server.listen(wanted, '127.0.0.1'), 'listening');
	} catch (error) {
		if (wanted === 0) throw error;
		return await freePort();
	}
	const { port } = /** @type {net.AddressInfo} */ (server.address());
	server.close();
	await once(server, 'close');
	return port;
}

module.exports = { freePort };
