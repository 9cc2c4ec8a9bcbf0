package io.nagare.channel;

/**
 * What makes the types of this package. Found once through {@link java.util.ServiceLoader}; application code never calls it.
 * Arguments have been checked.
 */
public interface ChannelEngine {

    /** A oneshot; see {@link Oneshot#create()}. */
    <T> Oneshot<T> oneshot();
}
