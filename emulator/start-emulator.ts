import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { handleApiRequest } from './api/handle-api-request';
import { CONTROL_PATH, handleControlRequest } from './control/handle-control-request';
import { createWorld } from './create-world';
import type { Emulator } from './emulator';
import { listen } from './http/listener';
import { handleStorageRequest } from './object-storage/handle-storage-request';
import type { EmulatorOptions } from './options';
import { filesOf, uploadsOf } from './views';
import type { World } from './world';

/** Starts the API and the object storage on loopback, with the demo's app, people and spaces unless told otherwise. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	let world: World;
	const storage = await listen(options.storagePort ?? 0, async (req, res) => {
		await handleStorageRequest(req, res, world);
	});
	world = createWorld(options, storage.url);
	const api = await listen(options.port ?? 0, async (req, res) => {
		if (req.url?.startsWith(CONTROL_PATH)) await handleControlRequest(req, res, emulator);
		else await handleApiRequest(req, res, world);
	}).catch(async (error: unknown) => {
		await storage.close();
		throw error;
	});

	const openFile = (id: string): Readable => {
		const { content } = world.dentries.find(id) ?? {};
		if (!content?.read) throw new Error(`The emulator has no bytes of a file "${id}".`);
		return content.read();
	};

	const emulator: Emulator = {
		apiUrl: api.url,
		legacyApiUrl: api.url,
		storageUrl: storage.url,
		get faults() {
			return world.faults;
		},
		get switches() {
			return world.switches;
		},
		calls: (filter) => world.calls.select(filter),
		peakInFlight: (operation) => world.calls.peakInFlight(operation),
		files: () => filesOf(world),
		openFile,
		readFile: async (id) => await buffer(openFile(id)),
		uploads: () => uploadsOf(world),
		processInstances: () => [...world.processInstances],
		expireTokens: () => world.tokens.expireAll(),
		grantScope: (clientId, scope) => world.tokens.grantScope(clientId, scope),
		revokeScope: (clientId, scope) => world.tokens.revokeScope(clientId, scope),
		advanceClock: (ms) => world.clock.advance(ms),
		reset: () => {
			world = createWorld(options, storage.url);
		},
		close: async () => {
			await Promise.all([api.close(), storage.close()]);
		},
	};
	return emulator;
}
