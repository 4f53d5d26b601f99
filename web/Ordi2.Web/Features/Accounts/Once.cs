using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Makes once what a form asks for that is sent twice, by a double click or by loading the page again, and shows the same page again: also the secrets on
/// it, which are kept nowhere else, for a while. What is made carries the number of the form, so that another process does not make it a second time.
/// </summary>
internal sealed class Once(TimeProvider time)
{
    private const int MostRemembered = 1_000;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Lazy<Task<object>> Made, long At)> _made = new(StringComparer.Ordinal);

    /// <summary>What the form makes, or made before; nothing where that was too long ago to be shown again.</summary>
    /// <param name="request">The form, with the number that <c>&lt;ui-form once&gt;</c> gave it.</param>
    /// <param name="person">Who sent it.</param>
    /// <param name="isThere">Whether something of this id is there.</param>
    /// <param name="make">Makes it under this id. Whoever sent the form may be gone already, for the second time it was sent: nothing in it gives up with them.</param>
    /// <param name="isMade">Whether it was made; left out where it always is. What was refused is asked again when the form comes again.</param>
    public async Task<T?> MakeAsync<T>(HttpRequest request, string person, Func<string, Task<bool>> isThere, Func<string, Task<T>> make, Func<T, bool>? isMade = null)
        where T : class
    {
        Forget();
        var number = request.HasFormContentType && Guid.TryParse(request.Form["requestId"], out var sent) ? sent : Guid.CreateVersion7();
        var what = $"{person} {request.Path} {request.Query["handler"]} {number:N}";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

        // In this order: what this process makes is remembered before it is there.
        if (await isThere(id) && !_made.ContainsKey(id))
        {
            return null;
        }

        var entry = _made.GetOrAdd(id, _ => (new Lazy<Task<object>>(async () => await make(id)), time.GetTimestamp()));

        try
        {
            var answer = (T)await entry.Made.Value;

            if (isMade?.Invoke(answer) is false)
            {
                // This attempt and no later one.
                _made.TryRemove(new(id, entry));
            }

            return answer;
        }
        catch
        {
            // It was not made: the next time it is tried again.
            _made.TryRemove(new(id, entry));
            throw;
        }
    }

    /// <summary>The same for what leaves nothing to find by an id: only the process that made it shows it again, and what is sent to another meets a refusal.</summary>
    public async Task<T> MakeHereAsync<T>(HttpRequest request, string person, Func<Task<T>> make, Func<T, bool> isMade)
        where T : class =>
        (await MakeAsync(request, person, static _ => Task.FromResult(false), _ => make(), isMade))!;

    /// <summary>As a process that was started a moment ago.</summary>
    internal void ForgetAll() => _made.Clear();

    private void Forget()
    {
        foreach (var (id, _) in _made.Where(entry => time.GetElapsedTime(entry.Value.At) > Remembered))
        {
            _made.TryRemove(id, out _);
        }

        if (_made.Count >= MostRemembered)
        {
            _made.Clear();
        }
    }
}
