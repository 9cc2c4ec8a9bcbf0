package io.nagare.channel;

/**
 * What makes the types of this package. Found once through {@link java.util.ServiceLoader}; application code never
 * calls it. Arguments have been checked.
 */
public interface ChannelEngine {

    /** A oneshot; see {@link Oneshot#create()}. */
    <T> Oneshot<T> oneshot();

    /** A channel with a bound; see {@link Mpsc#bounded(int)}. */
    <T> Mpsc<T> mpsc(int capacity);

    /** A broadcast that overwrites; see {@link Broadcast#lagging(int)}. */
    <T> Broadcast<T> laggingBroadcast(int capacity);

    /** A broadcast that waits; see {@link Broadcast#paced(int)}. */
    <T> PacedBroadcast<T> pacedBroadcast(int capacity);

    /** A watch; see {@link Watch#of}. */
    <T> Watch<T> watch(T initial);

    /** A channel without a bound; see {@link Mpsc#unbounded()}. */
    <T> Mpsc<T> unboundedMpsc();
}
