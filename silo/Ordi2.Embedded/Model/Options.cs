using System.Diagnostics;

namespace Orleans.Configuration;

/// <summary>How long a call waits for its answer.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    public TimeSpan ResponseTimeout
    {
        get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);
}

/// <summary>For the calls of a silo and of what is hosted with it.</summary>
public class SiloMessagingOptions : MessagingOptions
{
}

/// <summary>For the calls of a client of its own.</summary>
public class ClientMessagingOptions : MessagingOptions
{
}

/// <summary>When idle grains go.</summary>
public class GrainCollectionOptions
{
    /// <summary>How often the grains are looked over.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a grain may be idle.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Nothing can be chosen here; the class is there so that the same calls compile.</summary>
public class MemoryGrainStorageOptions
{
}
