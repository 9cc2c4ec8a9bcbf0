package io.nagare.engine.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("nagare.BroadcastLag")
@Label("Broadcast Lag")
@Description("A receiver of a broadcast or of a shared stream was too slow, and has missed values")
@Category("Nagare")
@StackTrace(false)
final class BroadcastLagEvent extends Event {

    @Label("Channel")
    @Description("Tells the channels of this JVM apart")
    @Nullable String channel;

    @Label("Stream")
    @Description("The name that named() gave to the receiving stream, if any")
    @Nullable String stream;

    @Label("Missed")
    @Description("How many values were overwritten before the receiver took them")
    long missed;

    @Label("Capacity")
    @Description("How many values the channel keeps")
    int capacity;

    @Label("Fails")
    @Description("Whether the receiver fails because of that; otherwise it goes on with the oldest value")
    boolean fails;
}
