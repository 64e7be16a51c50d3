export interface StorageClient { close(): Promise<void> }
