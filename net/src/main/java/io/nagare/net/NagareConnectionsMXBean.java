package io.nagare.net;

/** What all connections of a runtime have done so far, for JMX. {@link ConnectionCounts} says what each figure is. */
public interface NagareConnectionsMXBean {

    /** Returns how many connections were accepted. */
    long getAccepted();

    /** Returns how many connections to servers were made. */
    long getConnected();

    /** Returns how many attempts to reach an address of a server have failed. */
    long getFailedAttempts();

    /** Returns how many connections are open now. */
    int getOpen();

    /** Returns how many connections were reset at once because there were too many. */
    long getTurnedAway();

    /** Returns how many connections were reset in all. */
    long getCutOff();

    /** Returns how many bytes have come. */
    long getBytesRead();

    /** Returns how many bytes were handed to the system. */
    long getBytesWritten();

    /** Returns how many open connections have a reader without demand. */
    int getReadersPaused();

    /** Returns how many open connections have bytes to write that their peers do not take now. */
    int getWritersWaiting();
}
