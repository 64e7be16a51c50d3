/** The source's bytes are not those of which an earlier run has stored parts. Ends that resumption, not the upload. */
export class SourceChanged extends Error {
	override readonly name = 'SourceChanged';
}
