package io.nagare.channel;

/**
 * Makes the types of this package, from arguments that have been checked. It is found once, through {@link
 * java.util.ServiceLoader}. Application code never calls it.
 *
 * @since 0.1
 */
public interface ChannelEngine {

    /** Makes a oneshot; see {@link Oneshot#create()}. */
    <T> Oneshot<T> oneshot();

    /** Makes a channel with a bound; see {@link Mpsc#bounded(int)}. */
    <T> Mpsc<T> mpsc(int capacity);

    /** Makes a broadcast that overwrites; see {@link Broadcast#lagging(int)}. */
    <T> Broadcast<T> laggingBroadcast(int capacity);

    /** Makes a broadcast in which senders wait; see {@link Broadcast#paced(int)}. */
    <T> PacedBroadcast<T> pacedBroadcast(int capacity);

    /** Makes a watch; see {@link Watch#of}. */
    <T> Watch<T> watch(T initial);

    /** Makes a channel without a bound; see {@link Mpsc#unbounded()}. */
    <T> Mpsc<T> unboundedMpsc();
}
