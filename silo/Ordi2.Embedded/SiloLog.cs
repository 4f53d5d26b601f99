using Microsoft.Extensions.Logging;

namespace Orleans.Embedded;

/// <summary>What the runtime says.</summary>
internal sealed partial class SiloLog(ILogger<Silo> logger)
{
    [LoggerMessage(1, LogLevel.Warning, "{Method} of {Key} failed, and nobody waits for its answer")]
    public partial void OneWayFailed(Exception exception, string method, string key);

    [LoggerMessage(2, LogLevel.Debug, "{Method} was not told: observer {Key} is gone")]
    public partial void ObserverGone(string method, string key);

    [LoggerMessage(3, LogLevel.Error, "{Grain} {Key} could not be activated")]
    public partial void ActivationFailed(Exception exception, string grain, string key);

    [LoggerMessage(4, LogLevel.Error, "{Grain} {Key} failed while it was deactivated")]
    public partial void DeactivationFailed(Exception exception, string grain, string key);

    [LoggerMessage(5, LogLevel.Error, "A timer of {Grain} {Key} failed; it goes on ticking")]
    public partial void TimerFailed(Exception exception, string grain, string key);
}
