/**
 * Rate limits that several nodes share.
 *
 * <p>Why leases let no more through than the formula says (RL-1): a slice of a limit of capacity C and refill r is used within L
 * of its grant. L counts from before the request, on monotonic time, and a hundredth of it is not used, for clocks that run
 * apart. The bucket grants only up to C − r × L. Let V be the level of the bucket, between 0 and C − r × L, and O what was
 * granted and neither used, nor given back, nor ended.
 *
 * <ol>
 *   <li>At any time and for any earlier time s, what was granted since s and is in O is at most V + r × (now − s): a grant
 *       raises both by as much; time lowers V by r at most. To give back k of a slice that was granted at g lowers V by
 *       k − r × (now − g) only. Where g is before s: by the same for g instead of s, V was at least k − r × (now − g) more than
 *       what was granted since s and is in O; so it still holds. (If all of k were given back, what flowed off meanwhile would
 *       count twice: two nodes that hand a slice to and fro would gain r × L each time.) What is left of several slices goes back
 *       as if all of it had been granted with the oldest: by the same for the time of the oldest, V was as much more.
 *   <li>With s = now − L that is all of O, as older slices have ended: O ≤ V + r × L.
 *   <li>What is used from now on in a time t is at most O and what is granted in t and not given back; the latter is at most
 *       C − r × L − V + r × t. The sum is at most C + r × t.
 * </ol>
 *
 * <p>Nothing of this depends on how many slices a node has of a key. So it may ask for two ahead, without waiting: each ends by
 * its own L, from before its own request, however late the answer comes.
 *
 * <p>A node that dies, an answer that is lost, and a slice that is forgotten only make O smaller. That a limit keeps back r × L
 * is written beside its level and stays for L after the bucket is whole, so that calls that are not leased keep it back too.
 * A reset, and a settlement that gives back, let more through: that is what they are for.
 */
@NullMarked
package dev.parley.redis.ratelimit;

import org.jspecify.annotations.NullMarked;
