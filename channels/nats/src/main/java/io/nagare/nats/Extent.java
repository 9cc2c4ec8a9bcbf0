package io.nagare.nats;

import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.util.Map;

/**
 * What a stream held when the server was asked. Immutable.
 *
 * @param identity tells the stream from another one of the same name
 * @param last the number of the last value; the message that says that the channel has ended is no value
 * @param values how many values there are
 * @param closed whether values are refused
 * @param ended whether the last message is there
 */
record Extent(
        String identity,
        StreamConfiguration configuration,
        long first,
        long last,
        long values,
        long bytes,
        long receivers,
        boolean closed,
        boolean ended) {

    /**
     * Returns what tells a stream from another one of the same name. The time of its creation does not: servers of a
     * cluster have different ones, and one that is restarted may have another.
     */
    private static String identity(StreamInfo info) {
        String description = info.getConfiguration().getDescription();
        return description != null && description.startsWith(StreamSettings.MARK)
                ? description
                : "made at " + info.getCreateTime();
    }

    static Extent of(Message answer, StreamSettings settings) {
        StreamInfo info = new StreamInfo(answer);
        StreamState state = info.getStreamState();
        Map<String, Long> subjects = state.getSubjectMap();
        long ends = subjects == null ? 0 : subjects.getOrDefault(settings.end(), 0L);
        boolean closed = settings.isClosed(info.getConfiguration());
        return new Extent(
                identity(info),
                info.getConfiguration(),
                state.getFirstSequence(),
                state.getLastSequence() - ends,
                state.getMsgCount() - ends,
                state.getByteCount(),
                state.getConsumerCount(),
                closed,
                closed && (ends > 0 || !settings.marksEnd()));
    }
}
