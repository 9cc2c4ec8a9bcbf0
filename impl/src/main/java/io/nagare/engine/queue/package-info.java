/**
 * Queues, lists and words that threads share. They know nothing of strands. An accessor has its access mode in its
 * name, as in {@code VarHandle}.
 *
 * <p>Reading order: {@code LeadingPadding}, {@code PaddedWord} (a word that is alone on its cache lines) and
 * {@code SpinLock} (a lock made of such a word); {@code SpscRing} (a ring from one producer to one consumer);
 * {@code ClaimRing} (one owner hands out items to several lanes); {@code IntrusiveList} and {@code IntrusiveQueue}
 * (their members hold the links, and the owner has the lock); {@code Contention} (backs off after a lost race).
 */
@NullMarked
package io.nagare.engine.queue;

import org.jspecify.annotations.NullMarked;
