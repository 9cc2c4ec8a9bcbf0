package io.nagare.net;

import io.nagare.Nagare;

/** The connections of a runtime, as JMX shows them. Called by threads of JMX. */
record ConnectionsBean(Nagare runtime) implements NagareConnectionsMXBean {

    private ConnectionCounts counts() {
        return Connections.counts(runtime);
    }

    @Override
    public long getAccepted() {
        return counts().accepted();
    }

    @Override
    public long getConnected() {
        return counts().connected();
    }

    @Override
    public long getFailedAttempts() {
        return counts().failedAttempts();
    }

    @Override
    public int getOpen() {
        return counts().open();
    }

    @Override
    public long getTurnedAway() {
        return counts().turnedAway();
    }

    @Override
    public long getCutOff() {
        return counts().cutOff();
    }

    @Override
    public long getBytesRead() {
        return counts().bytesRead();
    }

    @Override
    public long getBytesWritten() {
        return counts().bytesWritten();
    }

    @Override
    public int getReadersPaused() {
        return counts().readersPaused();
    }

    @Override
    public int getWritersWaiting() {
        return counts().writersWaiting();
    }
}
