import type { OperatorIdKind } from '../../../lib/dingtalk';

/** People write their numbers in groups, and with the country code that DingTalk takes for granted. */
export function cleanOperatorId(kind: OperatorIdKind, text: string): string {
	const id = text.trim();
	return kind === 'mobile' ? id.replace(/[\s()-]/g, '').replace(/^(\+|00)86/, '') : id;
}
