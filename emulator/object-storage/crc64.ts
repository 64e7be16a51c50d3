/** The reflected polynomial of CRC-64/ECMA-182 in two halves; OSS answers this CRC for every part. */
const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;

/** Signed: unsigned words would leave the range in which V8 computes with plain integers. */
const TABLE_HIGH = new Int32Array(256);
const TABLE_LOW = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
	let high = 0;
	let low = byte;
	for (let bit = 0; bit < 8; bit++) {
		const carry = low & 1;
		low = (low >>> 1) | ((high & 1) << 31);
		high >>>= 1;
		if (carry) {
			high ^= POLYNOMIAL_HIGH;
			low ^= POLYNOMIAL_LOW;
		}
	}
	TABLE_HIGH[byte] = high;
	TABLE_LOW[byte] = low;
}

/** A running CRC-64. Two 32-bit halves: arithmetic on BigInt would be far slower. */
export class Crc64 {
	private high = -1;
	private low = -1;

	update(chunk: Uint8Array): this {
		let { high, low } = this;
		// An index, not an iterator: this loop runs once for every byte uploaded.
		for (let position = 0; position < chunk.length; position++) {
			const index = (low ^ (chunk[position] as number)) & 0xff;
			low = ((low >>> 8) | (high << 24)) ^ (TABLE_LOW[index] as number);
			high = (high >>> 8) ^ (TABLE_HIGH[index] as number);
		}
		this.high = high;
		this.low = low;
		return this;
	}

	/** As OSS prints it: decimal, unsigned. */
	toDecimal(): string {
		const high = BigInt(~this.high >>> 0);
		const low = BigInt(~this.low >>> 0);
		return String((high << 32n) | low);
	}
}
