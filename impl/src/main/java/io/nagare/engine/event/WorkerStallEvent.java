package io.nagare.engine.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("nagare.WorkerStall")
@Label("Worker Stall")
@Description("A worker is still in the same run of a task, which blocks or computes for long."
        + " Recorded after some 20 ms, and again whenever that time has doubled")
@Category("Nagare")
@StackTrace(false)
final class WorkerStallEvent extends Event {

    @Label("Runtime")
    @Description("The name of the runtime")
    @Nullable String runtime;

    @Label("Worker")
    @Description("The thread that is held up")
    @Nullable Thread worker;

    @Label("Held Up For")
    @Description("For how long the watchdog has seen the worker in this run so far")
    @Timespan(Timespan.NANOSECONDS)
    long heldUpFor;

    @Label("Frames")
    @Description("The worker's stack at this moment, innermost call first")
    @Nullable String frames;
}
