using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>The observers that a grain tells things to, by their own references.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>The observers that a grain tells things to. One that does not subscribe again in time, or fails, is forgotten.</summary>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime Seen)> _observers = [];
    private readonly ILogger _log;

    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
    }

    public Func<DateTime> GetDateTime { get; set; } = () => DateTime.UtcNow;

    public TimeSpan ExpirationDuration { get; set; }

    public int Count => _observers.Count;

    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _observers.ToDictionary(o => o.Key, o => o.Value.Observer);

    public void Clear() => _observers.Clear();

    public void Subscribe(TIdentity id, TObserver observer) => _observers[id] = (observer, GetDateTime());

    public void Unsubscribe(TIdentity id) => _observers.Remove(id);

    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        foreach (var (id, (observer, _)) in _observers.ToArray())
        {
            try
            {
                if (predicate is null || predicate(observer))
                {
                    await notification(observer);
                }
            }
#pragma warning disable CA1031 // An observer that fails is forgotten; the others are told.
            catch (Exception exception)
            {
                Forget(id, exception);
            }
#pragma warning restore CA1031
        }
    }

    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        foreach (var (id, (observer, _)) in _observers.ToArray())
        {
            try
            {
                if (predicate is null || predicate(observer))
                {
                    notification(observer);
                }
            }
#pragma warning disable CA1031 // As above.
            catch (Exception exception)
            {
                Forget(id, exception);
            }
#pragma warning restore CA1031
        }
    }

    public void ClearExpired()
    {
        var oldest = GetDateTime() - ExpirationDuration;
        foreach (var (id, _) in _observers.Where(o => o.Value.Seen < oldest).ToArray())
        {
            _observers.Remove(id);
        }
    }

    public IEnumerator<TObserver> GetEnumerator() => _observers.Values.Select(o => o.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Forget(TIdentity id, Exception exception)
    {
        _observers.Remove(id);
        Forgotten(exception, id.ToString());
    }

    [LoggerMessage(1, LogLevel.Warning, "Observer {Observer} failed and is forgotten")]
    private partial void Forgotten(Exception exception, string? observer);
}
