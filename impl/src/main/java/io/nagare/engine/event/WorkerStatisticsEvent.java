package io.nagare.engine.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("nagare.WorkerStatistics")
@Label("Worker Statistics")
@Description("What a worker has done since its runtime was started")
@Category("Nagare")
@Period("5 s")
@StackTrace(false)
final class WorkerStatisticsEvent extends Event {

    @Label("Runtime")
    @Description("The name of the runtime")
    @Nullable String runtime;

    @Label("Worker")
    @Description("The number of the worker in its runtime, from 0 on")
    int worker;

    @Label("Runs")
    @Description("Strands run")
    long runs;

    @Label("Steals")
    @Description("Strands taken from another worker")
    long steals;

    @Label("Parks")
    @Description("Times that the worker went to sleep")
    long parks;

    @Label("Overflows")
    @Description("Times that the worker's queue was full")
    long overflows;

    @Label("Readiness Events")
    @Description("Channels that were reported ready")
    long readinessEvents;

    @Label("Timers Fired")
    long timersFired;

    @Label("Busy")
    @Description("Time spent awake")
    @Timespan(Timespan.NANOSECONDS)
    long busy;

    @Label("Queue Depth")
    @Description("Strands in the worker's queue")
    int queueDepth;
}
