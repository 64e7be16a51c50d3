/** The reflected polynomial of CRC-64/ECMA-182 in two halves; OSS answers this CRC for every part. */
const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;

const TABLE_HIGH = new Uint32Array(256);
const TABLE_LOW = new Uint32Array(256);
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

/** A running CRC-64. Two 32-bit halves instead of BigInt, which would be some fifty times slower. */
export class Crc64 {
	private high = 0xffffffff;
	private low = 0xffffffff;

	update(chunk: Uint8Array): this {
		let { high, low } = this;
		for (const byte of chunk) {
			const index = (low ^ byte) & 0xff;
			low = ((low >>> 8) | (high << 24)) ^ (TABLE_LOW[index] ?? 0);
			high = (high >>> 8) ^ (TABLE_HIGH[index] ?? 0);
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
