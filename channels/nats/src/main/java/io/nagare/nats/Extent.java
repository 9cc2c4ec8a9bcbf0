package io.nagare.nats;

import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * What a stream held when the server was asked. Immutable.
 *
 * @param last the number of the last value; the message that says that the channel has ended is no value
 * @param values how many values there are
 * @param closed whether values are refused
 * @param ended whether the last message is there
 */
record Extent(
        ZonedDateTime made,
        StreamConfiguration configuration,
        long first,
        long last,
        long values,
        long bytes,
        long receivers,
        boolean closed,
        boolean ended) {

    static Extent of(Message answer, StreamSettings settings) {
        StreamInfo info = new StreamInfo(answer);
        StreamState state = info.getStreamState();
        Map<String, Long> subjects = state.getSubjectMap();
        long ends = subjects == null ? 0 : subjects.getOrDefault(settings.end(), 0L);
        boolean closed = settings.isClosed(info.getConfiguration());
        return new Extent(
                info.getCreateTime(),
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
