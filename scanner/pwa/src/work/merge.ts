import type { Work } from './judge.js';

/**
 * The work that was just loaded. Who counts at no door is told of no round, who receives nothing of no gift, who packs nothing of no list: those of whoever does
 * stay for them, as long as it is the same house.
 */
export function merged(before: Work | null, loaded: Work): Work {
  if (before === null || before.organisation !== loaded.organisation) return loaded;
  const { rounds, kinds, planned, gifts, packing, boxes } = before;
  return {
    ...(rounds === undefined ? {} : { rounds }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(planned === undefined ? {} : { planned }),
    ...(gifts === undefined ? {} : { gifts }),
    ...(packing === undefined ? {} : { packing }),
    ...(boxes === undefined ? {} : { boxes }),
    ...loaded,
  };
}
