/** One control of an approval form with what was filled in. */
export interface FormValue {
	readonly name: string;
	readonly value: string;
}

/** An approval that was started. */
export interface ProcessInstance {
	readonly instanceId: string;
	readonly processCode: string;
	readonly originatorUserId: string;
	readonly formValues: readonly FormValue[];
	/** The files of the approval space that its attachment controls name. */
	readonly attachedFileIds: readonly string[];
}
