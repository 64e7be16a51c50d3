import type { StoreOption } from '../options';
import { FolderStore } from './folder-store';
import { HashingStore } from './hashing-store';
import { MemoryStore } from './memory-store';
import type { ObjectStore } from './object-store';

export function createStore(option: StoreOption): ObjectStore {
	if (option === 'memory') return new MemoryStore();
	if (option === 'hash') return new HashingStore();
	return new FolderStore(option.folder);
}
