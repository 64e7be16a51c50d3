/** The emulator's face for tests and benchmarks; the other two are `npm run emulator` and `cli.ts`. */
export { startEmulator } from './start-emulator';
export type { Emulator, OpenUpload, StoredFile, StoredFilePart } from './emulator';
export type {
	EmulatedApp,
	EmulatedFolder,
	EmulatedSpace,
	EmulatedUser,
	EmulatorOptions,
	StoreOption,
} from './options';
export type { Fault, FaultEffect, FaultKind, Operation } from './faults/fault';
export type { CallFilter, RecordedCall } from './http/call-log';
export type { FormValue, ProcessInstance } from './state/process-instances';
export type { Switches } from './switches';
export { DEMO } from './seed';
