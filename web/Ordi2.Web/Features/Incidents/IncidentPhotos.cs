using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Incidents;

/// <summary>Photos of what is wrong: each is one of a machine, and whoever reads the incident sees it there.</summary>
internal sealed class IncidentPhotos(PhotoDesk desk, PhotoAlbum album, MachineDoors doors)
{
    /// <summary>So many machines of an incident are looked through for a photo: it stands with the first that its giver saw.</summary>
    private const int MostLookedThrough = 20;

    /// <summary>The photo that came with the form of a page, kept with the first of the machines that the reader knows.</summary>
    /// <param name="page">The page that was sent.</param>
    /// <param name="machines">What the incident is about.</param>
    /// <returns>Its id; or why it was not taken, as a sentence.</returns>
    public async Task<(string? Id, string? Why)> OfFormAsync(RolePage page, IEnumerable<MachineId> machines)
    {
        if (!PhotoDesk.IsIn(page.Request))
        {
            return (null, null);
        }

        var named = machines.ToArray();
        var seen = await doors.OpenAsync(page.Caller, named, page.HttpContext.RequestAborted);

        if (named.FirstOrDefault(seen.Contains) is not { Text: { } machine })
        {
            return (null, page.Say("incident-photo-of-what"));
        }

        var (id, why) = await desk.OfFormAsync(page.Request, machine, page.Caller);
        return (id, why is null ? null : page.Why(why));
    }

    /// <summary>Its content, where it is still kept.</summary>
    public async Task<(string MediaType, byte[] Content)?> ReadAsync(IEnumerable<MachineId> machines, string photo, CancellationToken cancellationToken)
    {
        foreach (var machine in machines.Take(MostLookedThrough))
        {
            if (await album.ReadAsync(machine.Text, photo, cancellationToken) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
