"use server"
import { addActor, addActorInput, addMechanism, addMechanismInput } from "#lib/registers/add-party.ts"
import { addSource, addSourceInput } from "#lib/registers/add-source.ts"
import { action } from "#lib/web/action.ts"

export const addActorAction = action(addActorInput, addActor)
export const addMechanismAction = action(addMechanismInput, addMechanism)
export const addSourceAction = action(addSourceInput, addSource)
