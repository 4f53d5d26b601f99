using Microsoft.Extensions.Options;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Scans;

/// <summary>How many scans are under way in this process. What is beyond is sent back at once, to come again: a queue without end would let everybody wait and lose all at a stop.</summary>
internal sealed class ScanLoad(IOptions<RequestLimitOptions> options)
{
    /// <summary>So long a device is asked to wait.</summary>
    public static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(2);

    private long _underWay;

    /// <summary>Lets scans in. A batch that comes while nothing is under way always gets in.</summary>
    public bool TryEnter(int scans)
    {
        var now = Interlocked.Add(ref _underWay, scans);

        if (now <= options.Value.ScansUnderWay || now == scans)
        {
            return true;
        }

        Leave(scans);
        return false;
    }

    public void Leave(int scans) => Interlocked.Add(ref _underWay, -scans);
}
