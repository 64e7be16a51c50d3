import { loading } from './loading';
import { loopback } from './loopback';
import { memory } from './memory';
import { roundTrips } from './round-trips';
import type { Scenario } from './scenario';
import { smallFiles } from './small-files';
import { wan } from './wan';

/** In the order of the report. */
export const SCENARIOS: readonly Scenario[] = [loopback, wan, smallFiles, memory, roundTrips, loading];
