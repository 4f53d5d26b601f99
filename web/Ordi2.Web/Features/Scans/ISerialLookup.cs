using System.Collections.Immutable;

namespace Ordi2.Web.Features.Scans;

/// <summary>The machines on which a maker's serial or a donor's number was seen.</summary>
internal interface ISerialLookup
{
    ValueTask<ImmutableArray<string>> MachinesOfAsync(string number);
}
